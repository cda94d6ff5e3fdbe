using QRCoder;

namespace Archivist.Reports.Printing;

/// <summary>The modules of a QR code (ISO/IEC 18004), error correction M, with the quiet zone of four modules.</summary>
internal sealed class QrModules
{
    private readonly List<System.Collections.BitArray> _rows;

    internal QrModules(string content)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        _rows = data.ModuleMatrix;
    }

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
