package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;
import org.clientele.rest.IfMatch;

/** {@code @Context IfMatch} parameters. */
final class IfMatchContext implements ContextProvider<IfMatch> {
    @Override
    public IfMatch createContext(Message message) {
        HttpServletRequest request = Messages.request(message);
        return IfMatch.of(request == null ? null : request.getHeader("If-Match"));
    }
}
