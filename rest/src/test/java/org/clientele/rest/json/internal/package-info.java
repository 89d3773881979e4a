@NullMarked
package org.clientele.rest.json.internal;

import org.jspecify.annotations.NullMarked;
