package org.clientele.export.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.attribute.Attribute;
import org.clientele.attribute.Attributes;
import org.clientele.customer.CustomerQuery;
import org.clientele.customer.CustomerSearch;
import org.clientele.export.ExportLayout;
import org.clientele.export.internal.Export.State;
import org.clientele.export.internal.Export.Written;
import org.clientele.operation.Operation;
import org.clientele.operation.OperationHandler;
import org.clientele.operation.OperationRun;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Writes the file of one export. The pieces that a {@link Walk} makes are stored here, each with its progress in one transaction, so
 * that a run which lost its right to work cannot add to the file of another. After a crash the file is written again from the beginning:
 * the snapshot it was made of is gone.
 */
@Component(property = OperationHandler.KIND + "=" + ExportRun.KIND, configurationPid = "org.clientele.export")
public final class ExportRun implements OperationHandler {
    static final String KIND = "export.create";

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Exports exports;
    private final Formats formats;
    private final CustomerSearch search;
    private final Attributes attributes;
    private final Access access;
    private final Delivery delivery;
    private final Duration kept;

    @Activate
    public ExportRun(
            @Reference Exports exports,
            @Reference Formats formats,
            @Reference CustomerSearch search,
            @Reference Attributes attributes,
            @Reference Access access,
            @Reference Delivery delivery,
            ExportConfig config) {
        this.exports = exports;
        this.formats = formats;
        this.search = search;
        this.attributes = attributes;
        this.access = access;
        this.delivery = delivery;
        this.kept = Duration.ofDays(config.fileDays());
    }

    @Override
    public void run(OperationRun run) {
        Optional<Export> export = exports.find(run.id());
        if (export.isEmpty()) {
            return;
        }
        try {
            if (export.get().state() == State.PENDING) {
                write(run, export.get());
            }
            Optional<Export> written = exports.find(run.id());
            if (written.isPresent() && written.get().state() == State.READY) {
                Map<String, @Nullable Object> result = result(written.get());
                result.putAll(delivery.deliver(written.get()));
                run.result(result);
            }
        } catch (Problem.Unavailable away) {
            throw away;
        } catch (RuntimeException broken) {
            // A run that was stopped goes on elsewhere.
            if (!run.cancelled()) {
                String code = broken instanceof Problem problem ? problem.code() : "internal";
                delivery.failed(export.get(), code);
            }
            throw broken;
        }
    }

    static Map<String, @Nullable Object> result(Export export) {
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("id", export.id().toString());
        result.put("rows", export.written().map(Written::rows).orElse(0L));
        result.put("format", export.kind().format());
        export.expiresAt().ifPresent(at -> result.put("expiresAt", at.toString()));
        if (!export.missing().isEmpty()) {
            result.put("missing", export.missing());
        }
        return result;
    }

    private void write(OperationRun run, Export export) {
        Formats.Named format = formats.find(export.kind().format())
                .orElseThrow(() -> new Problem.Unavailable(
                        "format-unavailable", "What writes " + export.kind().format() + " is not there.", SOON));
        Export present = export.schedule().isPresent() ? asOfNow(run, export) : export;
        CustomerQuery customers = present.customers();
        List<Attribute> columns = search.columns(customers);
        ExportLayout layout = new ExportLayout(present.name(), columns, present.options(), present.createdAt());
        try (Packed packed = new Packed();
                Walk walk = Walk.begin(search, access, customers, layout, format.format())) {
            begin(run, export.id());
            store(run, export.id(), walk, packed, total(customers));
        }
    }

    private void begin(OperationRun run, UUID id) {
        run.step(() -> {
            exports.clear(id);
            return new OperationRun.Step("begun", new Operation.Progress(0, Optional.empty()), List.of());
        });
    }

    private void store(OperationRun run, UUID id, Walk walk, Packed packed, Optional<Long> total) {
        MessageDigest sha256 = sha256();
        int part = 0;
        long bytes = 0;
        long rows = 0;
        // A sort may take a while before the first customer comes.
        run.step(() -> new OperationRun.Step("begun", progress(0, total), List.of()));
        while (!walk.isOver()) {
            Optional<Piece> next = walk.next(LOOK);
            if (run.cancelled()) {
                return;
            }
            if (next.isEmpty()) {
                continue;
            }
            Piece piece = next.get();
            rows = piece.rows();
            Operation.Progress progress = progress(rows, total);
            if (piece.length() == 0) {
                run.step(() -> new OperationRun.Step("begun", progress, List.of()));
            } else {
                sha256.update(piece.bytes(), 0, piece.length());
                packed.pack(piece);
                if (!store(run, id, part, packed, progress)) {
                    return;
                }
                bytes += piece.length();
                part++;
            }
            walk.back(piece);
        }
        finish(run, id, new Written(rows, bytes, HexFormat.of().formatHex(sha256.digest())));
    }

    private boolean store(OperationRun run, UUID id, int part, Packed packed, Operation.Progress progress) {
        boolean[] stored = {false};
        run.step(() -> {
            stored[0] = exports.store(id, part, packed);
            return new OperationRun.Step("part " + part, progress, List.of());
        });
        return stored[0];
    }

    private void finish(OperationRun run, UUID id, Written written) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        run.step(() -> {
            exports.ready(id, written, now, now.plus(kept));
            return new OperationRun.Step(
                    "ready", new Operation.Progress(written.rows(), Optional.of(written.rows())), List.of());
        });
    }

    private static Operation.Progress progress(long rows, Optional<Long> total) {
        return new Operation.Progress(rows, total.map(expected -> Math.max(expected, rows)));
    }

    /** For people who wait; the file tells how many there really were. */
    private Optional<Long> total(CustomerQuery customers) {
        try {
            Page.Total total = search.count(customers);
            return Optional.of(total.items());
        } catch (Problem.Unavailable takesTooLong) {
            return Optional.empty();
        }
    }

    /**
     * What a schedule asks for, without the fields and the order that are gone. Whom to export is another matter: without a condition
     * there would be more customers than anybody meant.
     */
    private Export asOfNow(OperationRun run, Export export) {
        List<String> missing = new ArrayList<>();
        List<String> fields = export.fields().stream()
                .filter(field -> isThere(field, missing))
                .toList();
        if (fields.isEmpty() && !export.fields().isEmpty()) {
            throw suspended(run, missing, "None of its fields is there.");
        }
        Export present = export.with(fields, List.of(), missing, sorted(export.query(), missing));
        List<Attribute> columns;
        try {
            columns = search.columns(present.customers());
        } catch (Problem.Conflict gone) {
            throw suspended(run, List.of(gone.code().replace("-suspended", "")), String.valueOf(gone.getMessage()));
        } catch (Problem.Invalid | Problem.Forbidden gone) {
            throw suspended(run, List.of("query"), String.valueOf(gone.getMessage()));
        }
        Export resolved =
                present.with(NewExports.names(columns), NewExports.personal(columns), missing, present.query());
        exports.resolve(resolved);
        return resolved;
    }

    private ListQuery sorted(ListQuery query, List<String> missing) {
        boolean known = true;
        for (String key : query.sort().map(text -> text.split(",", -1)).orElse(new String[0])) {
            known &= isThere(key.strip().replaceFirst("^-", ""), missing);
        }
        return known ? query : new ListQuery(query.q(), query.filter(), Optional.empty(), query.view());
    }

    private static Problem.Conflict suspended(OperationRun run, List<String> missing, String why) {
        run.result(Map.of("missing", missing));
        return new Problem.Conflict("export-suspended", "Nothing was exported: " + why);
    }

    private boolean isThere(String name, List<String> missing) {
        boolean there = attributes.find(name).isPresent();
        if (!there && !missing.contains(name)) {
            missing.add(name);
        }
        return there;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
