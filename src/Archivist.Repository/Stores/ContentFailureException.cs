namespace Archivist.Repository.Stores;

/// <summary>
/// The content of a put could not be read or failed its check. The receiving store is not at fault, so its wrappers do not retry. <see cref="Exception.InnerException"/> is
/// the cause and never null.
/// </summary>
public sealed class ContentFailureException(Exception cause) : Exception(cause.Message, cause);
