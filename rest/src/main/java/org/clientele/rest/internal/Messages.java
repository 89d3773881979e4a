package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.jspecify.annotations.Nullable;

/** From a CXF message to the request that it came with. */
final class Messages {
    private Messages() {}

    static @Nullable HttpServletRequest request(@Nullable Message message) {
        if (message == null) {
            return null;
        }
        Message in = message.getExchange().getInMessage();
        return (HttpServletRequest) (in == null ? message : in).get(AbstractHTTPDestination.HTTP_REQUEST);
    }

    static @Nullable HttpServletRequest currentRequest() {
        return request(PhaseInterceptorChain.getCurrentMessage());
    }

    static @Nullable Call call(Message message) {
        HttpServletRequest request = request(message);
        return request == null ? null : Call.of(request);
    }
}
