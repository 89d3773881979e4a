@NullMarked
package org.clientele.subject.internal;

import org.jspecify.annotations.NullMarked;
