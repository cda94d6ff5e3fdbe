using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.Operations.Configuration;

/// <summary>Opens TOML files for people: whatever goes wrong names the file and the next step.</summary>
internal static class TomlFile
{
    /// <summary>Reads one file; anything but TOML is <see cref="Failure.Usage"/>.</summary>
    internal static async Task<TomlValue.Table> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return TomlReader.Read(await ReadBytesAsync(path, cancellationToken), path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new SettingsFileUnreadable(path, Cause.Of(refused)), refused);
        }
    }

    /// <summary>No more than one byte over the limit is ever read, so that a device or a huge file cannot fill the memory.</summary>
    private static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = InterruptibleInput.Open(path);
        var buffer = new byte[TomlReader.MaxBytes + 1];
        var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
