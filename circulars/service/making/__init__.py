"""Behind the page that makes letters: the workbook as understood, the form, the preview.

Asked through :mod:`~circulars.service.making.showing`, ``ordering`` and ``pictures``; the others
work in processes of their own, which begin with the tasks and so find nothing imported here.
"""
