package org.clientele.webhook.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends a POST to an address that was checked, and no other: the name is resolved once, redirects are not followed. Of the answer only
 * the status counts. The clients that there are connect by name, and would resolve it again. Thread-safe.
 */
final class Post implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Resolver resolver;
    private final Networks networks;
    private final SSLSocketFactory tls;
    private final Duration timeout;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clientele-webhook-clock");
        thread.setDaemon(true);
        return thread;
    });

    /** Finds addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param timeout for all of it, from the connection to the status */
    Post(Resolver resolver, Networks networks, SSLSocketFactory tls, Duration timeout) {
        this.resolver = resolver;
        this.networks = networks;
        this.tls = tls;
        this.timeout = timeout;
    }

    /**
     * Sends it.
     *
     * @return the status
     * @throws IOException with a message for the owner of the address
     */
    int send(URI to, Map<String, String> headers, byte[] body) throws IOException {
        InetAddress address = checked(to);
        boolean encrypted = to.getScheme().equalsIgnoreCase("https");
        int port = to.getPort() < 0 ? (encrypted ? 443 : 80) : to.getPort();
        try (Socket socket = new Socket()) {
            Future<?> deadline = clock.schedule(() -> close(socket), timeout.toMillis(), TimeUnit.MILLISECONDS);
            try {
                socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
                socket.setTcpNoDelay(true);
                return talk(encrypted ? encrypted(socket, host(to), port) : socket, to, headers, body);
            } catch (IOException e) {
                throw socket.isClosed() ? new IOException("No answer within " + timeout.toMillis() + " ms.", e) : e;
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is of no use any more.
        }
    }

    /** All addresses of the name must be allowed: which one is taken is up to whoever answers for the name. */
    private InetAddress checked(URI to) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host(to));
        } catch (UnknownHostException e) {
            throw new IOException("The name is not known.", e);
        }
        if (addresses.length == 0) {
            throw new IOException("The name is not known.");
        }
        if (!Arrays.stream(addresses).allMatch(networks::mayReach)) {
            throw new IOException("The address is not public.");
        }
        return addresses[0];
    }

    private static String host(URI to) {
        return to.getHost().replaceAll("[\\[\\]]", "");
    }

    private Socket encrypted(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static int talk(Socket socket, URI to, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("POST ").append(to.getRawPath().isEmpty() ? "/" : to.getRawPath());
        if (to.getRawQuery() != null) {
            head.append('?').append(to.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(to.getHost());
        if (to.getPort() >= 0) {
            head.append(':').append(to.getPort());
        }
        head.append(
                        "\r\nUser-Agent: Clientele\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        socket.getOutputStream().write(all);
        socket.getOutputStream().flush();
        return status(new BufferedInputStream(socket.getInputStream()));
    }

    /** The first one that is no interim answer. */
    private static int status(InputStream answer) throws IOException {
        int left = LONGEST_ANSWER;
        int status = 0;
        while (status < 200) {
            String line = line(answer, left);
            left -= line.length() + 2;
            Matcher matcher = STATUS.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("The answer is no HTTP.");
            }
            status = Integer.parseInt(matcher.group(1));
            while (!line.isEmpty()) {
                line = line(answer, left);
                left -= line.length() + 2;
            }
        }
        return status;
    }

    private static String line(InputStream answer, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = answer.read(); read != '\n'; read = answer.read()) {
            if (read < 0) {
                throw new IOException("The answer broke off.");
            }
            if (line.length() >= most) {
                throw new IOException("The answer is too long.");
            }
            line.append((char) read);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
