package org.clientele.imports.internal;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.operation.Operation;
import org.clientele.operation.Operations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts imports of files that are here already, configured like {@link ImportsResource}. Thread-safe. */
@Component(service = FileImports.class, configurationPid = "org.clientele.imports")
public final class FileImports {
    private final Operations operations;
    private final ImportTargets targets;
    private final Mappings mappings;
    private final long maxBytes;

    @Activate
    public FileImports(
            @Reference Operations operations,
            @Reference ImportTargets targets,
            @Reference Mappings mappings,
            ImportConfig config) {
        this(operations, targets, mappings, config.maxBytes());
    }

    FileImports(Operations operations, ImportTargets targets, Mappings mappings, long maxBytes) {
        this.operations = operations;
        this.targets = targets;
        this.mappings = mappings;
        this.maxBytes = maxBytes;
    }

    /** The names of the mappings there are. */
    public List<String> mappings() {
        return mappings.names();
    }

    /**
     * Queues an import, once the whole file is stored.
     *
     * @param type {@code orders}, {@code customers}, or what another bundle takes
     * @param mapping reads CSV; without one the file is NDJSON
     * @throws Problem.Invalid if there is no such type, or no such mapping of it
     */
    public Operation start(String type, Optional<String> mapping, InputStream input) {
        String kind = targets.require(type).kind();
        Optional<Mapping> found = mapping.map(name -> mappings.find(name)
                .orElseThrow(() -> Problem.Invalid.at("?mapping", "not-found", "There is no such mapping."))
                .value());
        if (found.filter(value -> !value.type().equals(type)).isPresent()) {
            throw Problem.Invalid.at("?mapping", "value", "This mapping does not make " + type + ".");
        }
        return operations.start(kind, new FileFormat(found).parameters(), input, maxBytes);
    }
}
