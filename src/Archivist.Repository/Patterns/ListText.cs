using System.Text;

namespace Archivist.Repository.Patterns;

/// <summary>Lists that were written by an editor: a byte order mark says whether they are UTF-8 or UTF-16, as it does for restic.</summary>
public static class ListText
{
    /// <summary>The content as UTF-8 without the mark; without a mark as it is, whatever bytes it holds.</summary>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> content)
    {
        foreach (var encoding in (ReadOnlySpan<Encoding>)[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var mark = encoding.Preamble;
            if (content.StartsWith(mark))
                return encoding == Encoding.UTF8 ? content[mark.Length..] : Encoding.UTF8.GetBytes(encoding.GetString(content[mark.Length..]));
        }

        return content;
    }
}
