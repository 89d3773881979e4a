@NullMarked
package org.clientele.audit.internal;

import org.jspecify.annotations.NullMarked;
