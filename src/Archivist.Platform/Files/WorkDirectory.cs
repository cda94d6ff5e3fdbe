using System.Security.Cryptography;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Files;

/// <summary>
/// A directory of one run for what is needed while it works. Its name is unique; a lock in it says that its run lives, so that the next run removes what
/// killed ones have left and nothing else. Disposing removes it.
/// </summary>
public sealed class WorkDirectory : IDisposable
{
    private const string LockFile = ".lock";

    private readonly FileStream _lock;

    private WorkDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    /// <param name="parent">Where; made as needed.</param>
    /// <param name="name">What its hidden name begins with.</param>
    /// <exception cref="ArchivistException">It cannot be made.</exception>
    public static WorkDirectory Create(string parent, string name)
    {
        try
        {
            Directory.CreateDirectory(parent);
            RemoveAbandoned(parent, name);
            var path = System.IO.Path.Combine(parent, $".{name}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.work");
            Directory.CreateDirectory(path);
            return new WorkDirectory(path, new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.CreateNew, FileAccess.Write, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(WriteProblem.Of(parent, e), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private static void RemoveAbandoned(string parent, string name)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, $".{name}.*.work"))
        {
            try
            {
                if (FileLookup.FindLink(left) is not { Kind: FileKind.Directory })
                    continue;
                using var held = new FileStream(System.IO.Path.Combine(left, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Directory.Delete(left, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Its run lives, it is another user's, or its run is just beginning.
                continue;
            }
        }
    }
}
