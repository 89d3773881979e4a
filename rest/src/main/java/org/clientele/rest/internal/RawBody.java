package org.clientele.rest.internal;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Bodies that a resource wrote itself, sent as they are. */
@Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
final class RawBody implements MessageBodyWriter<byte[]> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == byte[].class;
    }

    @Override
    public void writeTo(
            byte[] body,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream stream)
            throws IOException {
        stream.write(body);
    }
}
