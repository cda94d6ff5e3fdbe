namespace Archivist.Replicas.Stores;

/// <summary>Reads the small files of <see cref="ISideFileStore"/>.</summary>
internal static class SideFileReading
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="body">The content of the file.</param>
    /// <param name="path">The file, for the message.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    internal static async Task<byte[]> ReadAtMostAsync(this Stream body, string path, int limit, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
            if (read.Length > limit)
                throw new InvalidDataException($"{path} is longer than {limit} bytes");
        }

        return read.ToArray();
    }
}
