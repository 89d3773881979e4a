/** {@code Idempotency-Key}: the effect once, the same answer again. */
@Schema("rest")
@NullMarked
package org.clientele.rest.idempotency.internal;

import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;
