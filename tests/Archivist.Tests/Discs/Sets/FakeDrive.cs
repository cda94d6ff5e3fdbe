using Archivist.Discs.Sets;
using Archivist.Images.Reading;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Sets;

/// <summary>A drive whose disc a test changes.</summary>
internal sealed class FakeDrive(string place, byte[]? image) : IDiscDrive
{
    internal byte[]? Image { get; set; } = image;

    /// <summary>Called with the place of every read on the disc that is in the drive.</summary>
    internal Action<byte[], long>? OnRead { get; set; }

    public bool IsFixed { get; init; }

    public bool IsSlow { get; init; }

    public string Place => place;

    public async Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken) => Image is { } image
        ? await FoundDisc.OpenAsync(await DiscImage.OpenAsync(new MemoryImage(image) { OnRead = offset => Read(image, offset) }, null, cancellationToken), cancellationToken)
        : null;

    /// <summary>What was opened cannot be read any more when another disc is in the drive.</summary>
    private void Read(byte[] opened, long offset)
    {
        OnRead?.Invoke(opened, offset);
        if (!ReferenceEquals(opened, Image))
            throw new IOException("the medium has changed");
    }
}
