using Archivist.Platform.Kernel;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>Says of what a file system failed with whether it may pass: permanent but for interruptions and a network file system that does not answer.</summary>
internal static class FolderFailure
{
    /// <summary>True for what the kernel said and nobody has marked; subclasses have a meaning of their own.</summary>
    internal static bool IsUnmarked(IOException cause) => cause.GetType() == typeof(IOException);

    /// <summary>Does what a file system is asked for and marks its failure.</summary>
    internal static T Mark<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (IOException cause) when (IsUnmarked(cause))
        {
            throw Of(cause);
        }
    }

    /// <summary>The same failure, marked; its message and <see cref="Exception.HResult"/> are those of the cause.</summary>
    internal static StoreFailureException Of(Exception cause) =>
        new(cause.Message, isTransient: cause is IOException failure && KernelError.IsTransient(failure), cause: cause) { HResult = cause.HResult };
}
