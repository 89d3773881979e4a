package org.clientele.rest.jetty.internal;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.service.component.annotations.Component;

/**
 * Meets each server that Felix HTTP starts. It shows them only to those who offer a connector, so this offers one that never
 * opens.
 */
@Component
public final class JettyServers implements ConnectorFactory {
    @Override
    public Connector createConnector(Server server) {
        Connector[] connectors = server.getConnectors();
        if (connectors.length == 0 || !(connectors[0] instanceof ServerConnector open)) {
            throw new IllegalStateException("The HTTP server has no port");
        }
        JettyProblems.installOn(server);
        return new Closed(server, open);
    }

    /** Felix HTTP tells the address of each connector, so this one has that of the open one. */
    private static final class Closed extends ServerConnector {
        Closed(Server server, ServerConnector open) {
            super(server, 0, 1, new HttpConnectionFactory());
            setHost(open.getHost());
            setPort(open.getPort());
        }

        @Override
        protected void doStart() {
            // never listens
        }

        @Override
        protected void doStop() {
            // nor has to end
        }
    }
}
