/** Files of orders and customers: NDJSON, and CSV by a mapping. */
@NullMarked
package org.clientele.imports.internal;

import org.jspecify.annotations.NullMarked;
