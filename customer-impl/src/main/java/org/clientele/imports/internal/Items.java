package org.clientele.imports.internal;

import java.io.IOException;
import java.util.Optional;

/** The things of a file, one after the other. */
interface Items<T> extends AutoCloseable {
    /** Empty at the end. */
    Optional<Item<T>> next() throws IOException;

    /** How much there is, in the unit of {@link Item.Position#done}. */
    long total();

    @Override
    void close() throws IOException;
}
