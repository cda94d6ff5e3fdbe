using Archivist.Discs.Sets;
using Archivist.Discs.Stores;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.Tests.Discs.Sets;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Stores;

/// <summary>A disc keeps the contract of a source.</summary>
public sealed class DiscContractTests : ObjectSourceContract, IDisposable
{
    private DiscImage? _image;

    public void Dispose() => _image?.Dispose();

    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects) =>
        new DiscStore(_image = await DiscImage.OpenAsync(new MemoryImage(await WriteAsync(objects)), null, CancellationToken.None));

    /// <summary>An image of a disc with those objects.</summary>
    internal static Task<byte[]> WriteAsync(IEnumerable<KeyValuePair<ObjectName, byte[]>> objects) => SmallDisc.WriteAsync(new DiscLayout
    {
        VolumeIdentifier = "ARCHIVIST_TEST",
        CreatedAt = SmallDisc.CreatedAt,
        Files = [.. objects.Select(item => SmallDisc.File("repository/" + RepositoryLayout.PathOf(item.Key), item.Value))],
    });
}

/// <summary>A set of two discs in two drives, with the packs dealt between them, keeps it too.</summary>
public sealed class DiscSetContractTests : ObjectSourceContract, IDisposable
{
    private DiscSet? _set;

    public void Dispose() => _set?.Dispose();

    protected override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects)
    {
        var drives = new List<IDiscDrive>();
        for (var disc = 0; disc < 2; disc++)
            drives.Add(new Sets.FakeDrive($"drive{disc}", await DiscContractTests.WriteAsync(objects.Where((item, number) => item.Key.Kind is not ObjectKind.Pack || number % 2 == disc))));
        return _set = await DiscSet.OpenAsync(drives, new FakeRequests((_, _) => false), [], CancellationToken.None);
    }
}
