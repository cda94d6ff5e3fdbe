using Archivist.Discs.Labels;
using QRCoder;

namespace Archivist.Reports.Printing;

/// <summary>The modules of a QR code (ISO/IEC 18004), with the quiet zone of four modules.</summary>
internal sealed class QrModules
{
    private readonly List<System.Collections.BitArray> _rows;

    internal QrModules(string content, QrCorrection correction)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(content, correction is QrCorrection.Quartile ? QRCodeGenerator.ECCLevel.Q : QRCodeGenerator.ECCLevel.M, forceUtf8: !content.All(IsAlphanumeric));
        _rows = data.ModuleMatrix;
    }

    /// <summary>Characters of the alphanumeric mode, which takes two thirds of the room of bytes (ISO/IEC 18004, 7.3.4).</summary>
    private static bool IsAlphanumeric(char character) => char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character) || " $%*+-./:".Contains(character, StringComparison.Ordinal);

    /// <summary>Modules of one side.</summary>
    internal int Side => _rows.Count;

    /// <summary>Runs of dark modules, row by row.</summary>
    internal IEnumerable<(int Row, int Column, int Length)> DarkRuns()
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var start = column;
                while (column < Side && _rows[row][column])
                    column++;
                if (column > start)
                    yield return (row, start, column - start);
            }
        }
    }
}
