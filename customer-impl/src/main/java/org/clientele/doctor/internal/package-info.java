/** Examines features: each check looks at one kind of thing that can be wrong. */
@NullMarked
package org.clientele.doctor.internal;

import org.jspecify.annotations.NullMarked;
