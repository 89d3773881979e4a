/** Work on many customers at once. Implement {@link org.clientele.bulk.BulkAction}; it is started at {@code POST /customers/bulk}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.bulk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
