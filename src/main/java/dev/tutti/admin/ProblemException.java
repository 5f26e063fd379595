package dev.tutti.admin;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(HttpStatus status, String code, String detail) {
    super(detail, null, false, false);
    this.problem = Problem.of(status, code, detail);
  }

  Problem problem() {
    return problem;
  }
}
