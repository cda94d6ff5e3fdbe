using Archivist.Media;
using Archivist.Media.DiscSets;

namespace Archivist.Tests.Media.DiscSets;

/// <summary>A drive whose disc a test changes.</summary>
internal sealed class FakeDrive(string place, byte[]? image) : IDiscDrive
{
    internal byte[]? Image { get; set; } = image;

    public string Place => place;

    public async Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken) => Image is { } image
        ? await FoundDisc.OpenAsync(await DiscImage.OpenAsync(new MemoryImage(image), null, cancellationToken), cancellationToken)
        : null;
}
