@NullMarked
package org.clientele.note.internal;

import org.jspecify.annotations.NullMarked;
