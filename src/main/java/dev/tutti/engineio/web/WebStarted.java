package dev.tutti.engineio.web;

/**
 * A CDI event: the edge knows its deployment.
 *
 * @param contextPath where the application is deployed, {@code ""} for the root
 */
public record WebStarted(String contextPath) {}
