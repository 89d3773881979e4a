package org.clientele.export.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.clientele.Page;
import org.clientele.Problem;
import org.clientele.access.Access;
import org.clientele.access.Caller;
import org.clientele.attribute.Attribute;
import org.clientele.audit.Audit;
import org.clientele.audit.AuditEntry;
import org.clientele.customer.CustomerSearch;
import org.clientele.export.ExportLayout;
import org.clientele.export.internal.Export.Scope;
import org.clientele.export.internal.Export.State;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.clientele.persistence.Transactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Begins exports, as the caller of the thread. Thread-safe. */
@Component(service = NewExports.class, configurationPid = "org.clientele.export")
public final class NewExports {
    private static final int USUAL_PAGE = 25;

    private final Transactions transactions;
    private final Exports exports;
    private final Formats formats;
    private final CustomerSearch search;
    private final Operations operations;
    private final Access access;
    private final Audit audit;
    private final int mostOpen;

    @Activate
    public NewExports(
            @Reference(target = "(schema=export)") Transactions transactions,
            @Reference Exports exports,
            @Reference Formats formats,
            @Reference CustomerSearch search,
            @Reference Operations operations,
            @Reference Access access,
            @Reference Audit audit,
            ExportConfig config) {
        this.transactions = transactions;
        this.exports = exports;
        this.formats = formats;
        this.search = search;
        this.operations = operations;
        this.access = access;
        this.audit = audit;
        this.mostOpen = config.mostOpen();
    }

    /** An export with the operation that writes it. */
    record Begun(Export export, Operation operation) {}

    /**
     * @throws Problem.Invalid with pointers into the draft
     * @throws Problem.Conflict {@code too-many-exports} if the caller waits for too many already
     */
    Begun begin(ExportDraft draft) {
        draft.check();
        Formats.Named format = format(draft.format().orElseThrow());
        Map<String, String> options = ExportDraft.texts(draft.options());
        ListQuery query = draft.query().orElse(ListQuery.ALL);
        List<Attribute> columns = columns(query, draft.fields().orElse(List.of()));
        tryOut(format, new ExportLayout(draft.nameOrUsual(), columns, options, Instant.EPOCH));
        return transactions.sql(connection -> keep(new Export(
                UUID.randomUUID(),
                access.caller().id(),
                accounts(access.caller()),
                draft.nameOrUsual(),
                format.kind(),
                options,
                names(columns),
                personal(columns),
                List.of(),
                query,
                draft.scopeOrUsual(),
                ids(draft, query),
                Optional.empty(),
                State.PENDING,
                Optional.empty(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty(),
                false)));
    }

    /** Queues it in the running transaction, whatever its id is so far. */
    Begun keep(Export wanted) {
        if (exports.open(wanted.owner()) >= mostOpen) {
            throw new Problem.Conflict(
                    "too-many-exports", "There are " + mostOpen + " of your exports to be written already.");
        }
        Operation operation = operations.start(ExportRun.KIND, Map.of());
        Export export = wanted.as(operation.id());
        exports.add(export);
        audit.record(entry("export.created", export));
        return new Begun(export, operation);
    }

    static AuditEntry entry(String action, Export export) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("format", export.kind().format());
        details.put("scope", export.scope().name().toLowerCase(java.util.Locale.ROOT));
        details.put("fields", export.fields());
        details.put("personal", export.personal());
        export.schedule().ifPresent(schedule -> details.put("schedule", schedule.toString()));
        export.written().ifPresent(written -> details.put("rows", written.rows()));
        return new AuditEntry(
                action,
                Optional.empty(),
                Optional.empty(),
                "exports",
                Optional.of(export.id().toString()),
                details);
    }

    Formats.Named format(String name) {
        return formats.find(name)
                .orElseThrow(() -> Problem.Invalid.at(
                        "/format", "format", "There is no such format; GET /exports/formats lists them."));
    }

    /** What will be written of each customer. */
    List<Attribute> columns(ListQuery query, List<String> fields) {
        try {
            return search.columns(query.with(fields));
        } catch (Problem.Invalid invalid) {
            throw inBody(invalid);
        }
    }

    /** Finds out whether the format takes the columns and the options. */
    static void tryOut(Formats.Named format, ExportLayout layout) {
        try {
            format.format().open(layout, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<List<UUID>> ids(ExportDraft draft, ListQuery query) {
        if (draft.scopeOrUsual() != Scope.PAGE) {
            return draft.ids();
        }
        try {
            return Optional.of(search
                    .page(
                            query.with(List.of("id")),
                            Page.Request.page(
                                    draft.page().orElse(1), draft.size().orElse(USUAL_PAGE)))
                    .items()
                    .stream()
                    .map(row -> (UUID) row.get("id"))
                    .toList());
        } catch (Problem.Invalid invalid) {
            throw inBody(invalid);
        }
    }

    private static Optional<List<String>> accounts(Caller caller) {
        return caller.sellerAccounts()
                .map(accounts -> accounts.stream().sorted().toList());
    }

    static List<String> names(List<Attribute> columns) {
        return columns.stream().map(Attribute::name).toList();
    }

    static List<String> personal(List<Attribute> columns) {
        return columns.stream().filter(Attribute::personal).map(Attribute::name).toList();
    }

    /** The same violations, of members instead of parameters. */
    static Problem.Invalid inBody(Problem.Invalid invalid) {
        return new Problem.Invalid(
                invalid.code(),
                String.valueOf(invalid.getMessage()),
                invalid.violations().stream()
                        .map(violation -> new Problem.Violation(
                                violation
                                        .pointer()
                                        .replaceFirst("^\\?(q|filter|sort|view)$", "/query/$1")
                                        .replace('?', '/'),
                                violation.code(),
                                violation.detail()))
                        .toList());
    }
}
