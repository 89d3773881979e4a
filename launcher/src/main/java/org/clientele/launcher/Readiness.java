package org.clientele.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

/** The HTTP address, and whether somebody answers there. */
record Readiness(String host, int port) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Where a browser on this machine finds it. */
    String address() {
        String reachable = isWildcard() ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
    }

    void requireFreePort() throws LaunchException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new LaunchException(
                    "Port " + port + " on " + host + " is not free: set CLIENTELE_HTTP_PORT (" + e.getMessage() + ")",
                    e);
        }
    }

    void await() throws InterruptedException {
        while (!isReady()) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(address() + "/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
