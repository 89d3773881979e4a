/** Files of orders, customers and what other bundles take: NDJSON, and CSV by a mapping. */
@NullMarked
package org.clientele.imports.internal;

import org.jspecify.annotations.NullMarked;
