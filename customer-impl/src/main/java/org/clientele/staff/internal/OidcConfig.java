package org.clientele.staff.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.oidc",
        name = "Clientele identity provider",
        description = "Whose JSON Web Tokens open the admin API (etc/org.clientele.oidc.cfg).")
@interface OidcConfig {
    @AttributeDefinition(description = "CLIENTELE_OIDC_ISSUER: the iss of the tokens. Empty: no token opens anything.")
    String issuer() default "";

    @AttributeDefinition(description = "CLIENTELE_OIDC_AUDIENCE: who the tokens must be for (aud).")
    String audience() default "";

    @AttributeDefinition(
            description =
                    "CLIENTELE_OIDC_JWKS_URL: the keys of the issuer. Empty: what its /.well-known/openid-configuration says.")
    String jwksUrl() default "";

    @AttributeDefinition(description = "Signatures that are taken; none that need a shared secret.")
    String[] algorithms() default {"RS256", "ES256", "EdDSA"};

    @AttributeDefinition(description = "Seconds that clocks may differ.", min = "0", max = "300")
    int clockSkewSeconds() default 60;

    @AttributeDefinition(
            description =
                    "CLIENTELE_OIDC_ROLES_CLAIM: the claim with the roles of whoever is no staff user, such as groups. Empty:"
                            + " only staff users come in.")
    String rolesClaim() default "";

    @AttributeDefinition(
            description =
                    "CLIENTELE_OIDC_ROLES: which value of the claim gives which role, in all seller accounts or in one:"
                            + " shop-admins=administrator, north-agents=sales-agent@north")
    String[] roles() default {};
}
