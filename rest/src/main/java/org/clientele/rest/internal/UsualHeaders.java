package org.clientele.rest.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** The type of what names none, and the date, which CXF would format anew for each answer. */
final class UsualHeaders extends AbstractPhaseInterceptor<Message> {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private volatile Second now = new Second(0, "");

    UsualHeaders() {
        super(Phase.PRE_MARSHAL);
    }

    @Override
    public void handleMessage(Message message) {
        Map<String, List<Object>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Object> date = new ArrayList<>(1);
        date.add(date());
        headers.put("Date", date);
        message.put(Message.PROTOCOL_HEADERS, headers);
        Call call = Messages.call(message);
        Route route = call == null ? null : call.route();
        if (route != null && route.writesJson()) {
            message.put(Message.CONTENT_TYPE, "application/json");
        }
    }

    private String date() {
        long second = System.currentTimeMillis() / 1000;
        Second latest = now;
        if (latest.second != second) {
            latest = new Second(second, DATE.format(Instant.ofEpochSecond(second)));
            now = latest;
        }
        return latest.text;
    }

    private record Second(long second, String text) {}
}
