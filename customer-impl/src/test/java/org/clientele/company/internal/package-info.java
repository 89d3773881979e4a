@NullMarked
package org.clientele.company.internal;

import org.jspecify.annotations.NullMarked;
