namespace Archivist.Benchmarks.SideBySide;

/// <summary>A raw disk image as one file: the files of /usr in whole blocks, with runs of zeros between them that make two fifths of it.</summary>
internal static class DiskImage
{
    private const int BlockSize = 4096;

    internal static async Task<SourceData> MakeAsync(string folder, long bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(4);
        await using var image = new FileStream(Path.Combine(folder, "disk.img"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        var zeros = new byte[BlockSize];
        long content = 0;
        foreach (var file in SourceData.FilesIn("/usr").Where(file => file.LinkTarget is null && file.Length > 0).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            if (image.Position + file.Length > bytes)
                break;
            await using (var source = file.OpenRead())
                await source.CopyToAsync(image, cancellationToken);
            await image.WriteAsync(zeros.AsMemory(0, (int)(-image.Position & (BlockSize - 1))), cancellationToken);
            content += file.Length;
            // Zeros whenever less than two fifths of what is there are zeros, in runs of 64 KiB to 8 MiB.
            if (image.Position - content > image.Position * 2 / 5)
                continue;
            for (var run = random.Next(16, 2048); run > 0 && image.Position < bytes; run--)
                await image.WriteAsync(zeros, cancellationToken);
        }

        while (image.Position < bytes)
            await FillAsync(image, random, cancellationToken);
        await image.FlushAsync(cancellationToken);
        return SourceData.Of("Disk image, two fifths zeros", folder) with { IsImage = true };
    }

    /// <summary>Overwrites scattered blocks with noise: three of a hundred.</summary>
    internal static async Task ChangeAsync(string folder, int version, CancellationToken cancellationToken)
    {
        var random = new Random(version);
        var block = new byte[BlockSize];
        await using var image = new FileStream(Path.Combine(folder, "disk.img"), FileMode.Open, FileAccess.Write, FileShare.None, 0);
        var blocks = image.Length / BlockSize;
        for (var changes = blocks * 3 / 100; changes > 0; changes--)
        {
            random.NextBytes(block);
            image.Position = random.NextInt64(blocks) * BlockSize;
            await image.WriteAsync(block, cancellationToken);
        }
    }

    /// <summary>When /usr is not enough: noise and zeros in turns.</summary>
    private static async Task FillAsync(FileStream image, Random random, CancellationToken cancellationToken)
    {
        var noise = new byte[256 * BlockSize];
        random.NextBytes(noise.AsSpan(0, noise.Length * 3 / 5));
        await image.WriteAsync(noise, cancellationToken);
    }
}
