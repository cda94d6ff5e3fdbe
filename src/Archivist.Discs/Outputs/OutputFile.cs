using Archivist.Discs.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Outputs;

/// <summary>
/// A file that gets its name only when it is whole and durable (<see cref="NewFile"/>), with failures as operators read them. Disposing before that
/// leaves nothing behind, and what another run writes for the same name is never touched. Not thread-safe.
/// </summary>
public sealed class OutputFile : IDisposable
{
    private readonly NewFile _file;

    private OutputFile(NewFile file) => _file = file;

    /// <summary>What is written; read and write.</summary>
    public FileStream Stream => _file.Stream;

    /// <summary>The same as a handle.</summary>
    public SafeFileHandle Handle => _file.Handle;

    /// <summary>Creates the file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="length">Bytes to reserve; 0 for none.</param>
    /// <param name="mode">Its permissions; null for those of new files.</param>
    /// <exception cref="ArchivistException">It cannot be made.</exception>
    public static OutputFile Create(string path, long length = 0, UnixFileMode? mode = null)
    {
        try
        {
            return new OutputFile(NewFile.Create(path, mode, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, e);
        }
    }

    /// <summary>Makes the file durable and gives it its name.</summary>
    /// <param name="mayReplace">Replace an existing file.</param>
    /// <exception cref="ArchivistException">It cannot be; <see cref="Failure.Usage"/> when the name was taken meanwhile.</exception>
    public void Publish(bool mayReplace)
    {
        try
        {
            if (mayReplace)
                _file.PublishOver();
            else
                _file.Publish();
        }
        catch (IOException e) when (e.HResult == KernelError.Exists)
        {
            throw new ArchivistException(new OutputMadeMeanwhile(_file.Path), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(_file.Path, e);
        }
    }

    /// <summary>Makes an incomplete file durable, and names it <c>NAME.incomplete</c>, replacing an earlier one.</summary>
    /// <returns>That name.</returns>
    /// <exception cref="ArchivistException">It cannot be.</exception>
    public string PublishIncomplete()
    {
        try
        {
            return _file.PublishOver(".incomplete");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(_file.Path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static ArchivistException Failed(string path, Exception e) => new(WriteProblem.Of(path, e), e);
}
