using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Replicas.Striping;

/// <summary>A pack in a temporary file without a name, which is gone with the process. Thread-safe.</summary>
internal sealed class SpooledPack : IReplayableContent, IDisposable
{
    private SpooledPack(SafeFileHandle file, long length) => (File, Length) = (file, length);

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Open for reading and writing.</summary>
    internal SafeFileHandle File { get; }

    /// <summary>An empty one.</summary>
    /// <param name="length">The bytes that it will have.</param>
    internal static SpooledPack Create(long length)
    {
        var path = Path.Combine(Path.GetTempPath(), $"archivist-{SystemRandom.GetHexString(16)}");
        var file = System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        // Without a name it cannot stay behind, however the process ends. Windows does that by the option.
        if (!OperatingSystem.IsWindows())
            System.IO.File.Delete(path);
        return new SpooledPack(file, length);
    }

    /// <summary>Reads a pack; null when it is not what its name says.</summary>
    internal static async Task<SpooledPack?> ReadAsync(IObjectSource source, StoredObject pack, CancellationToken cancellationToken)
    {
        var spooled = Create(pack.Length);
        try
        {
            await using var content = await source.OpenAsync(pack.Name, new ByteRange(0, pack.Length), cancellationToken);
            var buffer = new byte[1 << 20];
            int read;
            for (long at = 0; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; at += read)
                await RandomAccess.WriteAsync(spooled.File, buffer.AsMemory(0, read), at, cancellationToken);
            if (await spooled.IsAsync(pack.Name, cancellationToken))
                return spooled;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }

        spooled.Dispose();
        return null;
    }

    /// <summary>True when the bytes are those that the name says.</summary>
    internal async Task<bool> IsAsync(ObjectName name, CancellationToken cancellationToken)
    {
        await using var content = OpenFromStart();
        return await Digest.OfAsync(content, cancellationToken) == name.Id;
    }

    /// <inheritdoc/>
    public Stream OpenFromStart() => new FilePartStream(File, 0, Length);

    /// <summary>A part of the pack.</summary>
    internal Stream Open(long offset, long length) => new FilePartStream(File, offset, length);

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();
}
