using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Archivist.Discs.Burning;
using Archivist.Discs.Burning.Imapi;
using Archivist.Images.Reading;
using Archivist.Messages.English;
using Archivist.TestKit;
using Archivist.Tests.Images;

namespace Archivist.Tests.Discs.Burning;

/// <summary>
/// The recorder for Windows against a fake IMAPI. The fake is reached through the tables of its COM interfaces, as the real one is: calls, strings,
/// streams and events go through the generated code in both directions, on every system.
/// </summary>
public sealed class ImapiRecorderTests : DiscRecorderContract
{
    private readonly StrategyBasedComWrappers _wrappers = new();
    private readonly FakeImapi _fake = new();

    protected override IDiscRecorder Create()
    {
        _fake.Wrappers = _wrappers;
        return new ImapiRecorder(
            "E:", (IDiscRecorder2)ThroughTables(_fake), (IDiscFormat2Data)ThroughTables(_fake), _wrappers, () => new MemoryImage(_fake.Written), TimeProvider.System);
    }

    [Fact]
    public async Task A_stop_is_asked_for_from_within_an_event_and_ends_the_burn()
    {
        using var stop = new CancellationTokenSource();
        _fake.OnEvent = () => stop.Cancel();
        var (order, expected) = Image(3);
        var result = await new DiscBurn(Create(), TimeProvider.System).RunAsync(order, expected, null, stop.Token);

        Assert.True(result is { WasStopped: true, IsCoaster: true });
        Assert.True(_fake.WasCancelled);
    }

    [Fact]
    public async Task Errors_of_imapi_are_told_with_their_number()
    {
        _fake.Error = unchecked((int)0xC0AA0202);
        var (order, expected) = Image(4);
        var result = await new DiscBurn(Create(), TimeProvider.System).RunAsync(order, expected, null, TestContext.Current.CancellationToken);
        Assert.Contains("0xC0AA0202", EnglishMessages.Instance.Of(result.Problem!).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speed_is_given_in_sectors_a_second_and_the_disc_is_closed()
    {
        var (order, expected) = Image(5);
        await new DiscBurn(Create(), TimeProvider.System).RunAsync(order with { Speed = 4 }, expected, null, TestContext.Current.CancellationToken);
        Assert.Equal(4 * 676, _fake.SectorsPerSecond);
        Assert.True(_fake.IsClosed);
        Assert.Equal("Archivist", _fake.ClientName);
        Assert.Equal("FAKE DRIVE", (await Create().InspectAsync(TestContext.Current.CancellationToken)).Name);
    }

    private object ThroughTables(object instance)
    {
        var unknown = _wrappers.GetOrCreateComInterfaceForObject(instance, CreateComInterfaceFlags.None);
        try
        {
            return _wrappers.GetOrCreateObjectForComInstance(unknown, CreateObjectFlags.UniqueInstance);
        }
        finally
        {
            Marshal.Release(unknown);
        }
    }

    private sealed class MemoryImage(byte[] bytes) : IImageSource
    {
        public string Location => "E:";

        public long Length => bytes.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Math.Max(0, bytes.Length - offset));
            bytes.AsSpan((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
            return count;
        }

        public void Dispose()
        {
        }
    }
}
