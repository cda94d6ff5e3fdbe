using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Messages.English;
using Archivist.Platform.Problems;

namespace Archivist.Tests.Discs.Sets;

/// <summary>Somebody who changes discs as a test says; remembers everything that was said.</summary>
internal sealed class FakeRequests(Func<CataloguedDisc, int, bool> change) : IDiscRequests
{
    private CataloguedDisc? _wanted;
    private int _waits;

    internal List<string> Said { get; } = [];

    internal IEnumerable<string> Asked => Said.Where(line => line.StartsWith("ask ", StringComparison.Ordinal));

    public ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken)
    {
        (_wanted, _waits) = (wanted, 0);
        Said.Add($"ask {wanted.Volume}");
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => ValueTask.FromResult(change(_wanted!, ++_waits));

    public ValueTask NoticeAsync(string drive, DiscTitle found, CancellationToken cancellationToken)
    {
        Said.Add($"{drive} has {DiscTitleText.Of(found)}");
        return ValueTask.CompletedTask;
    }

    public ValueTask AcceptAsync(DiscTitle found, CancellationToken cancellationToken)
    {
        Said.Add($"accept {DiscTitleText.Of(found)}");
        return ValueTask.CompletedTask;
    }

    public ValueTask TellAsync(Problem notice, CancellationToken cancellationToken)
    {
        Said.Add(EnglishMessages.Instance.Of(notice).Sentence);
        return ValueTask.CompletedTask;
    }
}
