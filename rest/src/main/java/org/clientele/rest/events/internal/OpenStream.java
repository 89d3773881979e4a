package org.clientele.rest.events.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.clientele.Problem;
import org.clientele.rest.EventStream;
import org.clientele.rest.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that listens. A client that does not read is not waited for: its source is asked again when it does. */
final class OpenStream implements AsyncListener, WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStream.class);
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final EventStream stream;
    private final Object owner;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<Runnable> asCaller;
    private final Consumer<OpenStream> ended;
    private long lastWrite = System.nanoTime();
    private boolean over;
    private @Nullable ScheduledFuture<?> ticks;

    OpenStream(
            EventStream stream,
            Object owner,
            AsyncContext context,
            Consumer<Runnable> asCaller,
            Consumer<OpenStream> ended)
            throws IOException {
        this.stream = stream;
        this.owner = owner;
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.asCaller = asCaller;
        this.ended = ended;
    }

    Object owner() {
        return owner;
    }

    synchronized void start(ScheduledExecutorService clock) {
        out.setWriteListener(this);
        ticks = clock.scheduleWithFixedDelay(this::tick, 0, stream.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it from outside. */
    synchronized void end() {
        finish();
    }

    private synchronized void tick() {
        if (over || !out.isReady()) {
            return;
        }
        try {
            asCaller.accept(this::poll);
        } catch (Problem.Unauthenticated over) {
            finish();
        } catch (RuntimeException failed) {
            LOG.error("an event stream of {} failed", owner.getClass().getName(), failed);
            finish();
        }
    }

    private void poll() {
        EventStream.Poll poll = stream.source().get();
        StringBuilder text = new StringBuilder();
        poll.events().forEach(event -> append(text, event));
        try {
            if (text.length() > 0) {
                write(text.toString().getBytes(StandardCharsets.UTF_8));
            } else if (System.nanoTime() - lastWrite > HEARTBEAT_NANOS) {
                write(HEARTBEAT);
            }
            if (poll.finished()) {
                finish();
            }
        } catch (IOException gone) {
            LOG.debug("a listener left", gone);
            finish();
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        if (out.isReady()) {
            out.flush();
        }
        lastWrite = System.nanoTime();
    }

    private static void append(StringBuilder text, EventStream.Event event) {
        event.id().ifPresent(id -> text.append("id: ").append(oneLine(id)).append('\n'));
        text.append("event: ").append(oneLine(event.name())).append('\n');
        text.append("data: ")
                .append(new String(Json.write(event.data()), StandardCharsets.UTF_8))
                .append("\n\n");
    }

    private static String oneLine(String field) {
        return field.replaceAll("[\\r\\n\\x00]", " ");
    }

    private void finish() {
        if (over) {
            return;
        }
        leave();
        context.complete();
    }

    private void leave() {
        over = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
        ended.accept(this);
    }

    @Override
    public void onWritePossible() {
        // the next tick sees it
    }

    @Override
    public synchronized void onError(Throwable broken) {
        finish();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        if (!over) {
            leave();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started again
    }
}
