@NullMarked
package org.clientele.persistence.internal;

import org.jspecify.annotations.NullMarked;
