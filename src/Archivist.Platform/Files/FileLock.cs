using Archivist.Platform.Kernel;

namespace Archivist.Platform.Files;

/// <summary>A file that one process at a time holds. The kernel frees the lock of a process that dies; the file itself stays. Thread-safe.</summary>
public static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the lock, waiting while another holds it; disposing gives it back.</summary>
    /// <param name="path">The file; made when missing.</param>
    /// <param name="patience">How long another is waited for.</param>
    /// <param name="clock">Measures that.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null when another held it all that time.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    public static async Task<IDisposable?> TryTakeAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException held) when (KernelError.IsHeldByAnother(held))
            {
                if (clock.GetElapsedTime(started) >= patience)
                    return null;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
