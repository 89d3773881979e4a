package org.clientele.account.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.clientele.account.Logins;
import org.clientele.staff.internal.StaffLogins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where the links in mails lead while no storefront has pages of its own: {@code /verify}, {@code /password}, {@code
 * /email-change}; and that of staff, {@code /staff-password}. To look at one changes nothing, since mail scanners do; its button does.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/verify",
            "osgi.http.whiteboard.servlet.pattern=/password",
            "osgi.http.whiteboard.servlet.pattern=/email-change",
            "osgi.http.whiteboard.servlet.pattern=/staff-password",
            "osgi.http.whiteboard.servlet.name=clientele-link-pages"
        })
public final class LinkPages extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final transient Logins logins;
    private final transient StaffLogins staff;

    @Activate
    public LinkPages(@Reference Logins logins, @Reference StaffLogins staff) {
        this.logins = logins;
        this.staff = staff;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Words words = Words.of(request);
        Optional<String> token = token(request);
        if (token.isEmpty()) {
            write(response, HttpServletResponse.SC_GONE, words, words.expired());
        } else {
            write(response, HttpServletResponse.SC_OK, words, form(words, path(request), token.get(), ""));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Words words = Words.of(request);
        String path = path(request);
        String token = token(request).orElse("");
        try {
            switch (path) {
                case "/verify" -> logins.verify(token);
                case "/email-change" -> logins.changeEmail(token);
                case "/staff-password" -> staff.setPassword(token, password(request));
                default -> logins.setPassword(token, password(request));
            }
            write(response, HttpServletResponse.SC_OK, words, words.done());
        } catch (Problem.Invalid invalid) {
            String why = words.passwordRefused();
            write(response, HttpServletResponse.SC_BAD_REQUEST, words, form(words, path, token, why));
        } catch (Problem.Unavailable busy) {
            response.setHeader(
                    "Retry-After", Long.toString(Math.max(1, busy.retryAfter().toSeconds())));
            write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, words, form(words, path, token, words.busy()));
        } catch (Problem gone) {
            write(response, HttpServletResponse.SC_GONE, words, words.expired());
        }
    }

    private static String password(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("password")).orElse("");
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath();
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("token"))
                .filter(text -> TOKEN.matcher(text).matches());
    }

    /** @param token of {@link #TOKEN}, which needs no escaping */
    private static String form(Words words, String path, String token, String hint) {
        String password = path.endsWith("password")
                ? "<p><label>" + words.password()
                        + " <input type=\"password\" name=\"password\" autocomplete=\"new-password\" minlength=\"8\" required></label></p>"
                : "";
        return (hint.isEmpty() ? "" : "<p role=\"alert\">" + hint + "</p>") + "<form method=\"post\" action=\"" + path
                + "\"><input type=\"hidden\" name=\"token\" value=\"" + token + "\">" + password + "<button>"
                + words.button(path) + "</button></form>";
    }

    private static void write(HttpServletResponse response, int status, Words words, String body) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        String page = "<!doctype html><html lang=\"" + words.language() + "\"><meta charset=\"utf-8\"><title>"
                + words.title() + "</title><main><h1>" + words.title() + "</h1>" + body + "</main></html>";
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    /** What the pages say. */
    private record Words(
            String language,
            String title,
            String confirm,
            String password,
            String setPassword,
            String done,
            String expired,
            String passwordRefused,
            String busy) {
        private static final Words ENGLISH = new Words(
                "en",
                "Your account",
                "Confirm my e-mail address",
                "New password",
                "Set the password",
                "<p>Done. You can log in now.</p>",
                "<p>This link was used, was replaced by a newer one, or has expired.</p>",
                "A password has at least 8 characters and is none that is guessed first.",
                "Too many at once. Please try again.");
        private static final Words GERMAN = new Words(
                "de",
                "Ihr Konto",
                "Meine E-Mail-Adresse bestätigen",
                "Neues Passwort",
                "Passwort setzen",
                "<p>Fertig. Sie können sich jetzt anmelden.</p>",
                "<p>Dieser Link wurde benutzt, durch einen neueren ersetzt oder ist abgelaufen.</p>",
                "Ein Passwort hat mindestens 8 Zeichen und ist keines, das als Erstes geraten wird.",
                "Zu viele auf einmal. Bitte versuchen Sie es noch einmal.");

        static Words of(HttpServletRequest request) {
            return request.getLocale().getLanguage().equals("de") ? GERMAN : ENGLISH;
        }

        String button(String path) {
            return path.endsWith("password") ? setPassword : confirm;
        }
    }
}
