package org.clientele.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.clientele.Problem;
import org.clientele.access.Caller;
import org.clientele.rest.problem.internal.ProblemAnswer;
import org.clientele.rest.problem.internal.Refusal;
import org.clientele.rest.problem.internal.RequestId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may see how the node is: whoever is on this machine, or holds {@code metrics:read}. */
@Component(service = OperatorGuard.class)
public final class OperatorGuard {
    private static final String SCOPE = "metrics:read";

    private final Door door;

    @Activate
    public OperatorGuard(@Reference RestRuntime runtime) {
        this(runtime.door());
    }

    OperatorGuard(Door door) {
        this.door = door;
    }

    /** Whether the request may go on; otherwise it is answered. */
    public boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (isLocal(request)) {
            return true;
        }
        try {
            String token = Door.token(request.getHeader("Authorization"));
            Optional<Caller> caller = token == null ? Optional.empty() : door.authenticate(token);
            if (caller.isEmpty()) {
                throw new Problem.Unauthenticated("unauthenticated", "This needs a key with the scope " + SCOPE + ".");
            }
            if (!caller.get().may(SCOPE)) {
                throw new Problem.Forbidden("scope-missing", "This needs the scope " + SCOPE + ".");
            }
            return true;
        } catch (Problem refused) {
            ProblemAnswer.write(
                    Refusal.of(refused), RequestId.of(request.getHeader(RequestId.HEADER)), request, response);
            return false;
        }
    }

    /** A proxy on this machine forwards for others, so what it forwards is not local. */
    private static boolean isLocal(HttpServletRequest request) {
        if (List.of("X-Forwarded-For", "Forwarded", "X-Real-IP").stream()
                .anyMatch(name -> request.getHeader(name) != null)) {
            return false;
        }
        try {
            // An address, never a name: nothing is resolved.
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
