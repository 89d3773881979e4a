package org.clientele.export.internal;

import java.util.List;
import java.util.stream.Stream;
import org.clientele.export.internal.Export.State;
import org.clientele.feature.KeptQueries;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports that are to be written, or whose file could not be made again without what they name. */
@Component(property = KeptQueries.USE + "=exports")
public final class KeptExports implements KeptQueries {
    private final Exports exports;

    @Activate
    public KeptExports(@Reference Exports exports) {
        this.exports = exports;
    }

    @Override
    public List<Kept> kept() {
        return Stream.concat(exports.in(State.PENDING).stream(), exports.in(State.READY).stream())
                .map(export -> new Kept(export.id(), export.customers()))
                .toList();
    }
}
