using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Shares;

/// <summary>
/// A share that someone types in one line or in several, such as the rows of a sheet. Every line is checked at once, so that only a wrong one has to be typed again. Not thread-safe.
/// </summary>
public sealed class TypedShare
{
    /// <summary>The number of words of a share of a secret of 128 bits, and of one of 256: no share that is in use has another.</summary>
    private const int ShortWords = 20, LongWords = 33;

    private readonly List<string> _words = [];
    private int _lines;

    /// <summary>How many words were taken so far.</summary>
    public int Words => _words.Count;

    /// <summary>Takes a line.</summary>
    /// <param name="line">Words in any case; a check behind them (<see cref="SheetText"/>) must be right.</param>
    /// <returns>The share once it is whole; null while words are missing.</returns>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Failed"/>: a word is not in the list, or the check is wrong, and nothing of this line is taken; or all words are there and are no share, and none of them is kept.
    /// </exception>
    public Share? Add(string line)
    {
        var words = Read(line);
        for (var i = 0; i < words.Count; i++)
        {
            if (!WordList.TryFind(words[i], out _))
                throw new ArchivistException(new ShareWordUnknown(_words.Count + i + 1, words[i], WordList.CandidatesFor(words[i])));
        }

        _lines++;
        _words.AddRange(words);
        if (_words.Count >= LongWords)
            return Finish();
        if (_words.Count != ShortWords)
            return null;
        try
        {
            return Share.Parse(Text);
        }
        catch (ArchivistException)
        {
            // The first twenty words of a longer share.
            return null;
        }
    }

    /// <summary>Takes what was typed as all of the share, and begins again.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it is not a share, as <see cref="Share.Parse"/> says.</exception>
    public Share Finish()
    {
        var text = Text;
        _words.Clear();
        _lines = 0;
        return Share.Parse(text);
    }

    private string Text => string.Join(' ', _words);

    private IReadOnlyList<string> Read(string line)
    {
        try
        {
            return Share.WordsOf(line);
        }
        catch (ArchivistException wrong) when (wrong.Problem is SheetRowWrong(var row))
        {
            throw new ArchivistException(new SheetRowWrong(_lines + row));
        }
    }
}
