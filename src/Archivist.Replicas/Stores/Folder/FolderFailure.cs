using Archivist.Platform.Kernel;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>Classifies file system errors: permanent, except interruptions and network file systems that do not answer.</summary>
internal static class FolderFailure
{
    /// <summary>True for a plain error of the kernel that is not classified yet; subclasses of <see cref="IOException"/> have their own meaning.</summary>
    internal static bool IsUnmarked(IOException cause) => cause.GetType() == typeof(IOException);

    /// <summary>Runs a file system call and classifies its error.</summary>
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

    /// <summary>Classifies an error, keeping its message and <see cref="Exception.HResult"/>.</summary>
    internal static StoreFailureException Of(Exception cause) =>
        new(cause.Message, isTransient: cause is IOException failure && KernelError.IsTransient(failure), cause: cause) { HResult = cause.HResult };
}
