package org.clientele.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.clientele.rest.EventStream;
import org.clientele.rest.MergePatch;
import org.clientele.rest.json.internal.StrictJson;
import org.clientele.rest.problem.internal.ProblemDocument;

/** JSON bodies in and out. */
@Consumes({MediaType.APPLICATION_JSON, JsonBody.MERGE_PATCH})
@Produces({MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
final class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    static final String MERGE_PATCH = "application/merge-patch+json";

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == MergePatch.class || (!media.getSubtype().startsWith("merge-patch") && !isRaw(type));
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] document = body.readAllBytes();
        if (type.equals(MergePatch.class)) {
            return MergePatch.of(StrictJson.read(document, JsonNode.class));
        }
        return StrictJson.read(document, StrictJson.MAPPER.constructType(generic));
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return !isRaw(type);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(StrictJson.write(value));
    }

    private static boolean isRaw(Class<?> type) {
        return type == byte[].class
                || type == EventStream.class
                || InputStream.class.isAssignableFrom(type)
                || Reader.class.isAssignableFrom(type)
                || StreamingOutput.class.isAssignableFrom(type)
                || File.class.isAssignableFrom(type);
    }
}
