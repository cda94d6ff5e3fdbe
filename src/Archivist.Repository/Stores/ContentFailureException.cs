namespace Archivist.Repository.Stores;

/// <summary>
/// Content that is being put could not be read, or is not what it should be; the store that takes it is not at fault, and putting it again is not for that store's
/// wrappers to decide. What was wrong is the <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class ContentFailureException(Exception cause) : Exception(cause.Message, cause);
