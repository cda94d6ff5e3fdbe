using System.Buffers.Binary;
using Archivist.Correction.Rs03;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.TestKit;
using Archivist.Tests.Images;

namespace Archivist.Tests.Correction.Rs03;

/// <summary>The small disc, augmented; every test gets bytes of its own.</summary>
internal static class ProtectedDisc
{
    /// <summary>The disc, with so much parity, and its layout.</summary>
    internal static async Task<(byte[] Bytes, Rs03Layout Layout)> CreateAsync(double percent = 25)
    {
        var bytes = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var layout = Rs03Layout.WithRedundancy(bytes.Length, percent);
        return (await ProtectAsync(bytes, layout), layout);
    }

    /// <summary>A disc whose layers have at least so many sectors: the small volume, which is said to be longer, and random bytes behind it.</summary>
    internal static async Task<(byte[] Bytes, Rs03Layout Layout)> CreateAsync(double percent, int rows)
    {
        var volume = await SmallDisc.WriteAsync(SmallDisc.Layout());
        var probe = Rs03Layout.WithRedundancy(volume.Length, percent);
        var sectors = (probe.DataLayers * Math.Max(rows, probe.SectorsPerLayer)) - 2;
        var bytes = new byte[sectors * Sector.Size];
        new Random(7).NextBytes(bytes);
        volume.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((16 * Sector.Size) + 80), (uint)sectors);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((16 * Sector.Size) + 84), (uint)sectors);
        var layout = Rs03Layout.WithRedundancy(bytes.Length, percent);
        return (await ProtectAsync(bytes, layout), layout);
    }

    internal static async Task<byte[]> ProtectAsync(byte[] bytes, Rs03Layout layout)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "image");
        await File.WriteAllBytesAsync(path, bytes);
        await Rs03Encoder.ProtectAsync(path, layout, null, null, CancellationToken.None);
        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>What repairing leaves in the file, and what it said.</summary>
    internal static async Task<(byte[] Bytes, Rs03Verdict Verdict)> RepairAsync(DamagedImage image, Rs03Layout layout, SectorSet? unreadable = null) =>
        await RepairAsync(image, image.Bytes, layout, unreadable);

    /// <summary>The same of any source; the file holds <paramref name="bytes"/> before.</summary>
    internal static async Task<(byte[] Bytes, Rs03Verdict Verdict)> RepairAsync(IImageSource image, byte[] bytes, Rs03Layout layout, SectorSet? unreadable = null)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "image");
        await File.WriteAllBytesAsync(path, bytes);
        Rs03Verdict verdict;
        using (var target = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            verdict = await Rs03Repair.RunAsync(image, target, layout, unreadable, null, CancellationToken.None);
        return (await File.ReadAllBytesAsync(path), verdict);
    }

    internal static Task<Rs03Verdict> CheckAsync(DamagedImage image, Rs03Layout layout) =>
        Rs03Check.RunAsync(image, layout, null, null, CancellationToken.None);

    internal static Span<byte> SectorOf(byte[] bytes, long sector) => bytes.AsSpan((int)sector * 2048, 2048);
}
