"""The workbook: reading, writing and reporting of sheets. It knows no sheet; each app declares its own."""
