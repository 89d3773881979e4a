package org.clientele.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the server is set up. */
final class ServerSettings {
    private ServerSettings() {}

    /** Written to {@code postgresql.conf} once, for the operator to tune. */
    static Map<String, String> initial(boolean temporary) {
        Map<String, String> settings = new LinkedHashMap<>();
        long memory = memory();
        settings.put("shared_buffers", temporary ? "64MB" : between(128, memory / 8, 4_096) + "MB");
        settings.put("effective_cache_size", temporary ? "256MB" : between(256, memory / 2, 65_536) + "MB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("max_connections", "100");
        settings.put("random_page_cost", "1.1");
        settings.put("jit", "off");
        // To compress pages for the log costs more than to write them: imports into a million customers took twice as
        // long.
        settings.put("wal_compression", "off");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_checkpoints", "off");
        // The text of a failed statement and the detail of its error hold personal data.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        return settings;
    }

    /** Of the machine, in MiB. */
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() / (1 << 20)
                : 2_048;
    }

    private static long between(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most));
    }

    /** Given at each start, whatever {@code postgresql.conf} says. Sockets in the file system have paths too short for us. */
    static String commandLine(int port, boolean temporary) {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
        return temporary ? options + " -c fsync=off -c synchronous_commit=off -c full_page_writes=off" : options;
    }
}
