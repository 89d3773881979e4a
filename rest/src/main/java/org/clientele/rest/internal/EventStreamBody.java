package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.clientele.rest.EventStream;
import org.clientele.rest.events.internal.EventStreams;

/** Writes nothing of an {@link EventStream} but hands it to the front servlet, which goes on when CXF is done. */
@Produces(MediaType.SERVER_SENT_EVENTS)
final class EventStreamBody implements MessageBodyWriter<EventStream> {
    private final EventStreams streams;

    EventStreamBody(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == EventStream.class;
    }

    @Override
    public void writeTo(
            EventStream stream,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        HttpServletRequest request = Messages.currentRequest();
        Call call = request == null ? null : Call.of(request);
        if (call == null) {
            throw new IOException("an event stream outside of a request");
        }
        streams.reserve();
        call.stream(stream);
        body.write(new byte[0]);
    }
}
