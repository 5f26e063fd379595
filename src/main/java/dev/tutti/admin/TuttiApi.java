package dev.tutti.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * The REST API for other back ends. The server verifies the token of a request; each resource asks
 * {@link Gate} whether the token grants the role, since servers enforce role annotations
 * differently.
 *
 * <p>Without a scope annotation on this class Payara leaves MP JWT silently off.
 */
@ApplicationScoped
@ApplicationPath("/api")
@LoginConfig(authMethod = "MP-JWT", realmName = "tutti")
@OpenAPIDefinition(
    info = @Info(title = "Tutti server API", version = "1"),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description = "A token with the role tutti-backend (or as tutti.admin.role says)")
public class TuttiApi extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        NotificationResource.class,
        BroadcastResource.class,
        PresenceResource.class,
        RoomResource.class,
        StatsResource.class,
        UserResource.class,
        ProblemMapper.class);
  }
}
