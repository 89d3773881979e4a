@NullMarked
package org.clientele.launcher;

import org.jspecify.annotations.NullMarked;
