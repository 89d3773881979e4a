@Schema("customer")
@NullMarked
package org.clientele.customer.internal;

import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;
